using Polytask.Cli.Rendering;

namespace Polytask.Cli.Drafting;

/// <summary>What a column may be for.</summary>
internal enum ColumnRole
{
    Text,
    Classes,
    Labels,
    Number,
    Part,
    Date,
    Identifier,
    Nothing,
}

/// <summary>What a column is taken for, and why.</summary>
internal sealed record ColumnGuess(ColumnProfile Column, ColumnRole Role, string Reason)
{
    private const int FewClasses = 100;
    private const int FewNumbers = 12;
    private const int RowsPerClass = 3;
    private const int WordsOfText = 3;
    private static readonly string[] PartNames = ["split", "part", "partition", "set", "subset", "fold"];
    private static readonly HashSet<string> Parts = new(["train", "training", "valid", "validation", "val", "dev", "test"], StringComparer.OrdinalIgnoreCase);

    public static ColumnGuess Of(ColumnProfile column)
    {
        var (role, reason) = Guess(column);
        return new(column, role, reason);
    }

    private static (ColumnRole, string) Guess(ColumnProfile column) => column switch
    {
        { Count: 0 } => (ColumnRole.Nothing, "no value in any row"),
        { Distinct: 1 } => (ColumnRole.Nothing, "the same value in every row"),
        _ when IsPart(column) => (ColumnRole.Part, "says which rows are for training and for testing"),
        { AllDates: true } => (ColumnRole.Date, "dates"),
        { AllNumbers: true } => GuessNumber(column),
        _ when JoinedLabels(column) is > 0 and var labels => (ColumnRole.Labels, Figures.Format($"{labels} labels, several in a row, joined by '|'")),
        _ when IsFew(column, FewClasses) => (ColumnRole.Classes, Figures.Format($"{column.Distinct} different values in {column.Count:N0} rows")),
        { Words.Mean: >= WordsOfText } => (ColumnRole.Text, Figures.Format($"{column.Words.Mean:0} words on average, {Many(column)}")),
        { AllDifferent: true, Words.Language: null } => (ColumnRole.Identifier, "one word, another in every row"),
        _ => (ColumnRole.Text, Figures.Format($"short texts, {Many(column)}")),
    };

    private static (ColumnRole, string) GuessNumber(ColumnProfile column) => column switch
    {
        { AllWholeNumbers: true } when IsFew(column, FewNumbers) => (ColumnRole.Classes, Figures.Format($"whole numbers, {column.Distinct} different ones in {column.Count:N0} rows")),
        { AllWholeNumbers: true, AllDifferent: true } => (ColumnRole.Identifier, "another whole number in every row"),
        _ => (ColumnRole.Number, Figures.Format($"numbers, {Many(column)}")),
    };

    private static bool IsPart(ColumnProfile column) =>
        PartNames.Contains(column.Name.ToLowerInvariant()) && column.Missing == 0 && column.Distinct <= Parts.Count && column.Values.All(value => Parts.Contains(value.Key.Trim()));

    private static bool IsFew(ColumnProfile column, int limit) =>
        column.Distinct <= limit && (column.Count >= RowsPerClass * column.Distinct || column.Distinct == 2 && column.Count > 2);

    /// <summary>How many labels there are, where the values are lists of few labels.</summary>
    private static int JoinedLabels(ColumnProfile column)
    {
        if (!column.Values.Any(value => value.Key.Contains('|'))) return 0;
        var labels = column.Values.SelectMany(value => value.Key.Split('|')).ToHashSet();
        return labels.Count <= FewClasses && labels.Count * RowsPerClass <= column.Count && labels.All(label => label.Trim().Length > 0) ? labels.Count : 0;
    }

    private static string Many(ColumnProfile column) => Figures.Format($"{column.Distinct:N0} different in {column.Count:N0} rows");
}
