namespace Polytask.Modules;

/// <summary>Numbers that a block counts in training and predicts with.</summary>
public sealed class Statistic
{
    internal Statistic(string name, int length, float beginning)
    {
        (Name, Values) = (name, new float[length]);
        Array.Fill(Values, beginning);
    }

    /// <summary>A dotted name, unique in the model.</summary>
    public string Name { get; }

    /// <summary>The numbers.</summary>
    public float[] Values { get; }
}
