using CsCheck;
using Polytask.Configuration;

namespace Polytask.Tests.Configuration;

public sealed class SuggestionTests
{
    [Fact]
    public void OneSlipIsAlwaysUnderstood() =>
        Gen.Select(Gen.OneOf("balancing", "optimiser", "training", "sharing", "inputs"), Gen.Int[0, 3], Gen.Int[0, 100], Gen.Char['a', 'z'], Slip)
            .Where(slip => slip.Item1 != slip.Item2)
            .ForAll(slip => Assert.Contains($"{slip.Item2} is not an option of a run file. Did you mean '{slip.Item1}'?", Message(slip.Item2), StringComparison.Ordinal), iter: 300);

    [Theory]
    [InlineData("x")]
    [InlineData("completely_different")]
    public void NoSuggestionWhereNothingIsNear(string key) => Assert.Contains($"{key} is not an option of a run file. Choose one of name, ", Message(key), StringComparison.Ordinal);

    private static (string Meant, string Written) Slip(string key, int kind, int where, char letter)
    {
        var at = where % (key.Length - 1);
        return (key, kind switch
        {
            0 => key.Remove(at, 1),
            1 => key.Insert(at, letter.ToString()),
            2 => $"{key[..at]}{letter}{key[(at + 1)..]}",
            _ => $"{key[..at]}{key[at + 1]}{key[at]}{key[(at + 2)..]}",
        });
    }

    private static string Message(string key) =>
        Assert.Throws<ConfigurationException>(() => RunFileReader.Parse($"{key}: 1", "run.yaml", "/")).Message;
}
