namespace Polytask.Sharing;

/// <summary>What gates read.</summary>
public enum GateInput
{
    /// <summary>What the experts read: the inputs behind the shared stages.</summary>
    Encoded,

    /// <summary>The embedded inputs as they are, before any stage.</summary>
    Raw,

    /// <summary>Nothing: the gate is the same for every row.</summary>
    None,
}
