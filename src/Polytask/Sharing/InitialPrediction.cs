namespace Polytask.Sharing;

/// <summary>
/// A prediction that a task makes below its own, of a representation on the way: in training it has a head of the task, and its loss counts beside that of the task's
/// predictions. Where the model predicts, it is not computed.
/// </summary>
/// <param name="Name">Begins the names of the head's parameters, <c>NAME.TASK.…</c>.</param>
/// <param name="Task">The task's place.</param>
/// <param name="Representation">The representation that the head reads.</param>
/// <param name="Share">What its loss counts, where that of the task's predictions counts 1.</param>
public sealed record InitialPrediction(string Name, int Task, int Representation, double Share);
