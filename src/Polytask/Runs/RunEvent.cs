using System.Text.Json.Serialization;

namespace Polytask.Runs;

/// <summary>Something that happened in a run. Screens, files and reports are made of events and of nothing else.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RowRead), "row_read")]
[JsonDerivedType(typeof(RunStarted), "run_started")]
[JsonDerivedType(typeof(StepCompleted), "step_completed")]
[JsonDerivedType(typeof(TasksBalanced), "tasks_balanced")]
[JsonDerivedType(typeof(AffinityMeasured), "affinity_measured")]
[JsonDerivedType(typeof(EpochCompleted), "epoch_completed")]
[JsonDerivedType(typeof(GatesMeasured), "gates_measured")]
[JsonDerivedType(typeof(StageCompleted), "stage_completed")]
[JsonDerivedType(typeof(TaskStopped), "task_stopped")]
[JsonDerivedType(typeof(Notice), "notice")]
[JsonDerivedType(typeof(RunCompleted), "run_completed")]
public abstract record RunEvent;

/// <summary>Rows of one task: how many carry a label in each part, and how many do not.</summary>
/// <param name="Task">The task.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Training">Training rows with a label.</param>
/// <param name="Validation">Validation rows with a label.</param>
/// <param name="Test">Test rows with a label.</param>
/// <param name="Missing">Rows without one.</param>
/// <param name="Classes">Rows of each class, where it has classes.</param>
/// <param name="Weight">Its own weight in the total loss.</param>
/// <param name="Contradictions">Training labels of classes that no model can get right, since more training rows with the same inputs have another label.</param>
/// <param name="Unexplained">The share of the variance of training labels that are numbers which lies among rows with the same inputs; <c>null</c> where too few rows say so.</param>
public sealed record TaskData(
    string Task, string Kind, long Training, long Validation, long Test, long Missing, IReadOnlyDictionary<string, long>? Classes, double Weight = 1, long Contradictions = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Unexplained = null);

/// <summary>A part of the model and its size.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Owner">"shared", or a task's name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Parameters">How many numbers it has.</param>
/// <param name="MultiplyAdds">Multiplications and additions in pairs, for each row on its way to the outputs.</param>
/// <param name="Tasks">The tasks that have it, where these are several and not all.</param>
/// <param name="Reads">Of whom it takes what stands below, where that is not what the tasks that have it have: tasks, "shared", or names that stand in other parts' names.</param>
/// <param name="After">The tasks whose own part at the same place it takes up too.</param>
/// <param name="Reached">Whether it belongs to a task and the losses of others train it too.</param>
public sealed record ModelPart(
    string Name, string Owner, IReadOnlyList<long> Shape, long Parameters, long MultiplyAdds = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Tasks = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Reads = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? After = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Reached = false);

/// <summary>A cell of the data is read and made into numbers. Never written to the event file: it is for progress bars.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Row">Its row, counted from 1 through all sources.</param>
/// <param name="Rows">The rows of all sources.</param>
public sealed record RowRead(string Column, int Row, int Rows) : RunEvent;

/// <summary>The data are read, the model is built.</summary>
/// <param name="Name">The run's name.</param>
/// <param name="Seed">The seed of every random stream.</param>
/// <param name="Rows">All rows.</param>
/// <param name="Parts">The rows of each part.</param>
/// <param name="Tasks">What the data hold for each task.</param>
/// <param name="Model">The parts of the model.</param>
/// <param name="Epochs">Epochs of the whole run, if nothing stops early.</param>
/// <param name="Steps">Steps of the whole run, if nothing stops early.</param>
/// <param name="Regime">The kind of the regime.</param>
/// <param name="Balancing">The kind of the balancing method.</param>
/// <param name="Gradients">How the tasks' gradients are computed, in words.</param>
public sealed record RunStarted(
    string Name, long Seed, int Rows, IReadOnlyDictionary<string, int> Parts, IReadOnlyList<TaskData> Tasks,
    IReadOnlyList<ModelPart> Model, int Epochs, long Steps, string Regime, string Balancing = "", string Gradients = "") : RunEvent
{
    /// <summary>Whether a linear model is solved, in which nothing is balanced, and an epoch is a strength of its penalty.</summary>
    [JsonIgnore]
    public bool IsLinear => Balancing.Length == 0;
}

/// <summary>One optimisation step is done. Never written to the event file: it is for progress bars.</summary>
public sealed record StepCompleted(int Epoch, long Step, long Steps, double Loss) : RunEvent;

/// <summary>How the tasks stood to each other in one step, before its update; only tasks with a label in the step are there. All lists are in their order.</summary>
/// <param name="Epoch">The epoch of the step, counted from 1.</param>
/// <param name="Step">The step, counted from 1.</param>
/// <param name="Tasks">The tasks.</param>
/// <param name="Weights">The weight that the balancing method gave each; the mean over the layers where each has weights of its own; <c>null</c> where the method gives a direction.</param>
/// <param name="Norms">The norm of each task's gradient, times the task's own weight and before balancing; <c>null</c> where gradients were not compared.</param>
/// <param name="Cosines">The cosines of the gradients of all pairs; 0 where one of them is zero.</param>
public sealed record TasksBalanced(
    int Epoch, long Step, IReadOnlyList<string> Tasks, IReadOnlyList<double>? Weights, IReadOnlyList<double>? Norms, IReadOnlyList<IReadOnlyList<double>>? Cosines) : RunEvent
{
    /// <summary>The share of pairs of tasks whose gradients point apart, that is, with a negative cosine; <c>null</c> where there is no pair.</summary>
    public double? Conflicts => Cosines is { Count: > 1 } rows
        ? rows.Select((row, i) => row.Skip(i + 1).Count(cosine => cosine < 0)).Sum() / (rows.Count * (rows.Count - 1) / 2.0)
        : null;

    /// <summary>
    /// How alike in length the gradients of two tasks are: 2‖g_i‖‖g_j‖ / (‖g_i‖² + ‖g_j‖²), from 0 to 1 for the same length; NaN where both are zero or gradients were not
    /// compared.
    /// </summary>
    /// <remarks>Yu, Kumar, Gupta, Levine, Hausman, Finn, Gradient Surgery for Multi-Task Learning, NeurIPS 2020.</remarks>
    public double MagnitudeSimilarity(int one, int other)
    {
        if (Norms is null) return double.NaN;
        var (shorter, longer) = (Math.Min(Norms[one], Norms[other]), Math.Max(Norms[one], Norms[other]));
        // By the quotient, since squares of small norms vanish.
        var quotient = shorter / longer;
        return 2 * quotient / (1 + quotient * quotient);
    }
}

/// <summary>What a step of gradient descent on one task would have done to the losses of the others in one step; only tasks with a label in the step are there.</summary>
/// <param name="Epoch">The epoch of the step, counted from 1.</param>
/// <param name="Step">The step, counted from 1.</param>
/// <param name="Tasks">The tasks.</param>
/// <param name="Affinities">A row for each task whose step it is: by which share the losses would have fallen.</param>
public sealed record AffinityMeasured(int Epoch, long Step, IReadOnlyList<string> Tasks, IReadOnlyList<IReadOnlyList<double>> Affinities) : RunEvent;

/// <summary>How a task stands after an epoch; validation figures are missing where there are no validation rows with a label.</summary>
public sealed record TaskProgress(string Task, double? TrainingLoss, double? ValidationLoss, IReadOnlyList<MetricValue> Validation);

/// <summary>One pass over the training rows is done (counted from 1).</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Step">Steps done so far.</param>
/// <param name="LearningRate">The rate of the epoch's last step.</param>
/// <param name="Tasks">Each task's figures.</param>
/// <param name="Score">The mean of the tasks' first metrics on validation rows; chooses the best model.</param>
/// <param name="Best">Whether this is the best epoch so far.</param>
public sealed record EpochCompleted(int Epoch, long Step, double LearningRate, IReadOnlyList<TaskProgress> Tasks, double? Score, bool Best) : RunEvent;

/// <summary>What a gate chose.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Owner">"shared", or the task that it belongs to.</param>
/// <param name="Experts">The experts that it chooses from.</param>
/// <param name="Load">The mean weight of each over the rows.</param>
/// <param name="Entropy">The mean over the rows of the entropy of the weights, in nats.</param>
public sealed record GateChoice(string Gate, string Owner, IReadOnlyList<string> Experts, IReadOnlyList<double> Load, double Entropy);

/// <summary>How gates weigh experts on validation rows, after an epoch (counted from 1).</summary>
public sealed record GatesMeasured(int Epoch, IReadOnlyList<GateChoice> Gates) : RunEvent;

/// <summary>Sequential training finished one task; all tasks are measured, so that forgetting shows.</summary>
public sealed record StageCompleted(int Stage, string Task, int Epoch, IReadOnlyList<TaskProgress> Tasks) : RunEvent;

/// <summary>A task (or, with <c>Task</c> null, the run) stopped early, on validation figures only.</summary>
public sealed record TaskStopped(string? Task, int Epoch, int BestEpoch) : RunEvent;

/// <summary>Something the user should know, said once.</summary>
public sealed record Notice(string Message) : RunEvent;

/// <summary>The run is over and the best model is saved.</summary>
public sealed record RunCompleted(int Epochs, int BestEpoch, IReadOnlyList<TaskEvaluation> Test, double Seconds) : RunEvent;
