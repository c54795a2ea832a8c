using System.Globalization;
using System.Text.Json.Serialization;

namespace Polytask.Comparison.Search;

/// <summary>How much of what the chosen model gains over the run file the best fixed weights gain, too.</summary>
/// <param name="Name">The best fixed weights on validation rows.</param>
/// <param name="Validation">By how many percent their Δm is lower than that of the run file on validation rows, by which they were found.</param>
/// <param name="Test">By how many percent it is lower on test rows.</param>
/// <param name="Chosen">The chosen model.</param>
/// <param name="ChosenTest">By how many percent its Δm is lower than that of the run file on test rows.</param>
public sealed record TuningGain(string Name, double Validation, double Test, string Chosen, double ChosenTest)
{
    /// <summary>The share of the chosen model's gain on test rows that the weights have, too, from 0 to 1; <c>null</c> where there is no gain to share.</summary>
    public double? Share => ChosenTest > 0 ? Math.Clamp(Test / ChosenTest, 0, 1) : null;

    /// <summary>The answer in one sentence.</summary>
    [JsonIgnore]
    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"Tuning the weights alone ({Name}) makes Δm lower by {Validation:0.00;-0.00;0.00} % on validation rows, where they were found, and by {Test:0.00;-0.00;0.00} % on test rows{Rest}.");

    private string Rest => Chosen == Name ? ""
        : Share is { } share ? string.Create(CultureInfo.InvariantCulture, $": {share:0 %} of the {ChosenTest:0.00} % that {Chosen} gains over the run file")
        : ChosenTest < 0 ? $"; {Chosen} gains nothing over the run file there" : "";
}
