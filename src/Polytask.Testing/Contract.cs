namespace Polytask.Testing;

/// <summary>A component does not keep what its family promises; the message says what was expected and what was found.</summary>
public sealed class ContractException(string message) : Exception(message);

internal static class Contract
{
    public static void Requires(bool holds, FormattableString message)
    {
        if (!holds) throw new ContractException(FormattableString.Invariant(message));
    }
}
