using System.Text.Json.Serialization;

namespace Polytask.Comparison.Search;

/// <summary>A candidate in one round of a search.</summary>
/// <param name="Of">What is searched: <c>weights</c> or <c>combinations</c>.</param>
/// <param name="Candidate">The candidate with all of its epochs.</param>
/// <param name="Contender">The candidate with the epochs of this round.</param>
/// <param name="Generation">Counted from 1: what one generation showed decided who is in the next.</param>
/// <param name="Rung">Counted from 1: the best of one round of a race are in the next.</param>
/// <param name="Epochs">The epochs for which it was trained.</param>
/// <param name="ValidationDeltaM">Δm on validation rows, against the tasks alone with all their epochs; <c>null</c> where it failed or was left out.</param>
public sealed record Trial(
    string Of, [property: JsonIgnore] Contender Candidate, [property: JsonIgnore] Contender Contender, int Generation, int Rung, int Epochs, double? ValidationDeltaM)
{
    /// <summary>The candidate's name.</summary>
    public string Name => Candidate.Name;
}
