using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Polytask.Catalog;

namespace Polytask.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static partial class SharedOptions
{
    public static Argument<string> Run() => new("DIR") { Description = "The directory of a run, such as runs/NAME." };

    public static Argument<string> Model() => new("DIR") { Description = "The directory of a run, or of a model." };

    public static Argument<string> RunFile() => new("RUNFILE") { Description = "The run file." };

    public static Option<string[]> Set() => new("--set") { Description = "A value in place of the run file's: --set training.epochs=5. May be given several times.", HelpName = "KEY=VALUE" };

    public static Option<bool> Json() => new("--json") { Description = "Write the result to the output as JSON." };

    public static Option<bool> Scores() => new("--scores") { Description = "Keep the prediction of every validation and test row, too: scores.safetensors." };

    public static Option<bool> Quiet() => new("--quiet") { Description = "Show no progress." };

    public static Option<int?> Threads() => Count("--threads", "Threads for one tensor operation; by default 1.", 1);

    /// <summary>An option whose value is a whole number that is not too small.</summary>
    public static Option<int?> Count(string name, string description, int least) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = given =>
        {
            var text = given.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least) return count;
            given.AddError($"{name}  expected a whole number of at least {least}, found '{text}'.");
            return null;
        },
    };

    /// <summary>An option whose value is a time: whole numbers of hours, minutes and seconds.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = given =>
        {
            var text = given.Tokens[0].Value;
            if (TimeText().Match(text) is { Success: true } match && Seconds(match) is var seconds and > 0) return TimeSpan.FromSeconds(seconds);
            given.AddError($"{name}  expected a time above 0, found '{text}'. Write it as in 90s, 20m, 2h or 1h30m.");
            return null;
        },
    };

    /// <summary>An option whose values have names.</summary>
    public static Option<T?> Choice<T>(string name, string description) where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(value => value.ToLowerInvariant())];
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', names),
            CustomParser = given =>
            {
                var index = Array.IndexOf(names, given.Tokens[0].Value);
                if (index >= 0) return Enum.GetValues<T>()[index];
                given.AddError($"{name}  expected one of {string.Join(", ", names)}, found '{given.Tokens[0].Value}'. {Suggestion.Cure(given.Tokens[0].Value, names)}");
                return null;
            },
        };
        option.CompletionSources.Add(names);
        return option;
    }

    // Five digits of hours are eleven years.
    [GeneratedRegex(@"^(?:([0-9]{1,5})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,5})s)?$", RegexOptions.CultureInvariant)]
    private static partial Regex TimeText();

    private static long Seconds(Match match) => match.Groups.Values.Skip(1).Zip([3600L, 60, 1], (group, unit) => group.Success ? unit * int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0).Sum();
}
