using Polytask.Optimisation;

namespace Polytask.Training;

/// <summary>Which optimiser, at which rate, for which parameters.</summary>
/// <param name="Dense">Weights and biases.</param>
/// <param name="Embeddings">Tables whose rows are embeddings.</param>
/// <param name="Wide">Tables whose rows go straight to a task.</param>
public sealed record Optimisers(OptimiserOptions Dense, OptimiserOptions Embeddings, OptimiserOptions Wide);
