using System.ComponentModel.DataAnnotations;

namespace Polytask.Sharing;

/// <summary>Towers whose tasks begin to read all of them with weights that are given.</summary>
public abstract record StitchedSharing : TowerSharing
{
    /// <summary>The weight with which a task begins to read its own tower; those of all other towers share the rest.</summary>
    [Range(0.0, 1.0)]
    public double OwnWeight { get; init; } = 0.9;

    /// <summary>The weights with which each of several begins to read all of them.</summary>
    private protected Func<int, int, double> Beginning(int count) => (reader, other) => count == 1 ? 1 : reader == other ? OwnWeight : (1 - OwnWeight) / (count - 1);
}
