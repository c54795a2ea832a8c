using Polytask.Data;
using Polytask.LinearModels;
using Polytask.Losses;
using Polytask.Modules;
using Polytask.Numerics;

namespace Polytask.Training;

/// <summary>The training rows of each task, as a linear model is solved from them.</summary>
internal static class LinearProblem
{
    /// <summary>Gathers the rows with a label.</summary>
    /// <exception cref="ConfigurationException">An input has no plain numbers, or a task has no smooth loss of one output.</exception>
    public static IReadOnlyList<LinearTask> Of(TrainingSetup setup)
    {
        foreach (var input in setup.Inputs)
            if (input is not DenseShape)
                throw new ConfigurationException($"inputs.{input.Name}: expected numbers, which is what a linear model takes, found a bag of features. Make it an input of kind number, leave it out, or leave 'linear' out.");
        var training = setup.Split.Rows(Part.Training);
        DenseColumn[] columns = [.. setup.Data.Inputs.Cast<DenseColumn>()];
        return [.. setup.Tasks.Select((task, t) => Gather(task.Name, Smooth(task), task.Options.Weight, setup.Data.Targets[t], columns, training))];
    }

    private static SmoothLoss Smooth(Tasks.PredictionTask task) => task.Smooth
        ?? throw new ConfigurationException($"tasks.{task.Name}: expected a task with one output and a smooth loss, which is what a linear model learns, found another. Predict a number with the squared or the Huber loss, or yes and no; or leave 'linear' out.");

    private static LinearTask Gather(string name, SmoothLoss loss, double weight, TargetColumn target, DenseColumn[] columns, int[] training)
    {
        var labelled = training.Where(target.Has).ToArray();
        var features = new Matrix(labelled.Length, columns.Sum(column => column.Width));
        for (var i = 0; i < labelled.Length; i++)
        {
            var at = 0;
            foreach (var column in columns)
                for (var j = 0; j < column.Width; j++) features[i, at++] = column.Values[labelled[i] * column.Width + j];
        }
        return new LinearTask(name, features, [.. labelled.Select(row => (double)target[row][0])], [.. labelled.Select(row => weight * target.Weight(row))], loss);
    }
}
