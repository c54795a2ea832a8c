using System.Text.Json;
using System.Text.RegularExpressions;

namespace Polytask.Cli.Tests.Commands;

/// <summary>The runs of these comparisons are processes of their own, as they are for users.</summary>
public sealed partial class CompareCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void It_says_for_every_task_whether_sharing_helped()
    {
        var run = Compare("--seeds", "2", "--weights", "0").Succeeds();
        Assert.StartsWith("Sharing (run file) ", run.Output, StringComparison.Ordinal);
        foreach (var text in new[] { "sentiment", "topic", "accuracy", "undecided", "alone", "Δm test, %", "Chosen on validation rows, measured on test rows." }) Assert.Contains(text, run.Output);
        Assert.Contains("6/6", run.Error);
        Assert.True(File.Exists(_place["comparison/report.html"]));

        // The same again trains nothing, and answers in JSON.
        var again = Compare("--seeds", "2", "--weights", "0", "--json");
        Assert.Equal(["alone", "run file"], again.Json().GetProperty("contenders").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(6, again.Error.Split("was trained before").Length - 1);
    }

    [Fact]
    public async Task Killed_at_any_moment_it_goes_on_to_the_same_figures()
    {
        string[] arguments = ["--seeds", "1", "--weights", "1", "--jobs", "2", "--set", "training.epochs=30"];
        for (var runs = 1; runs <= 3; runs++)
        {
            using var program = new ProgramProcess(["compare", _place.RunFile, "--out", _place["killed"], "--cache", _place["cache of killed"], .. arguments]);
            await program.WaitForAsync($"{runs}/4");
            program.Send(runs == 2 ? ProgramProcess.Interrupt : ProgramProcess.Kill);
            Assert.Equal(runs == 2 ? 130 : 128 + ProgramProcess.Kill, (await program.EndAsync()).ExitCode);
        }
        var resumed = CliRun.Of(["compare", _place.RunFile, "--out", _place["killed"], "--cache", _place["cache of killed"], "--json", .. arguments]).Json();
        var whole = Compare([.. arguments, "--json"]).Json();
        Assert.Equal(Figures(whole), Figures(resumed));

        static string[] Figures(JsonElement result) => [.. result.GetProperty("contenders").EnumerateArray().Select(one => one.GetProperty("tasks").GetRawText())];
    }

    [Fact]
    public async Task Killed_at_random_moments_comparisons_end_with_the_same_findings()
    {
        string[] arguments = ["--seeds", "1", "--weights", "0", "--jobs", "2"];
        Compare([.. arguments, "--quiet"]).Succeeds();
        var whole = Findings("comparison");
        var program = new KilledProgram(_place.Folder, seed: 20, latest: 250);
        // A comparison that ends before its next kill is followed by another one.
        for (var (number, ended) = (0, true); !ended || !program.IsSpared;)
        {
            if (ended) number++;
            ended = await program.RunAsync(["compare", _place.RunFile, "--out", _place[$"killed {number}"], "--cache", _place[$"cache {number}"], "--quiet", .. arguments]);
            if (ended) Assert.Equal(whole, Findings($"killed {number}"));
        }

        string Findings(string directory) => Seconds().Replace(File.ReadAllText(Path.Combine(_place[directory], "comparison.json")), "");
    }

    [Theory]
    [InlineData("--seeds", "0", "--seeds  expected a whole number of at least 1, found '0'.")]
    [InlineData("--vary", "balancing", "expected a key and its values")]
    [InlineData("--vary", "balancing=equl", "--vary balancing  balancing: 'equl' is not a balancing method. Did you mean 'equal'?")]
    [InlineData("--search", "halvign", "--search: 'halvign' is not a search strategy. Did you mean 'halving'?")]
    [InlineData("--search", "{kind: halving, factor: 1}", "--search.factor: expected a whole number from 2 to 100, found 1.")]
    [InlineData("--within", "20", "--within  expected a time above 0, found '20'. Write it as in 90s, 20m, 2h or 1h30m.")]
    [InlineData("--within", "0s", "--within  expected a time above 0, found '0s'.")]
    [InlineData("--within", "-5m", "--within")]
    [InlineData("--set", "split.validationOneIn=0", "expected validation rows to choose on")]
    public void What_is_wrong_is_said_before_anything_is_trained(string option, string value, string said)
    {
        Compare(option, value).Refuses(2, said);
        Assert.False(Directory.Exists(_place["cache"]));
    }

    [Fact]
    public void A_search_and_its_time_are_shown()
    {
        var run = Compare("--seeds", "1", "--weights", "3", "--search", "grid", "--within", "1h30m").Succeeds();
        Assert.Contains("Tuning the weights alone (weights ", run.Output);
        Assert.DoesNotContain("The time was over", run.Output);
        foreach (var weights in new[] { "weights 0.50 : 1.50", "weights 1.00 : 1.00", "weights 1.50 : 0.50" }) Assert.Contains($"{weights}, seed 1", run.Error);
        var result = Compare("--seeds", "1", "--weights", "3", "--search", "grid", "--json").Json();
        Assert.Equal(3, result.GetProperty("trials").GetArrayLength());
        Assert.Equal("weights", result.GetProperty("trials")[0].GetProperty("of").GetString());
    }

    [Fact]
    public void A_time_that_is_too_short_is_an_error_that_says_what_to_do() =>
        // No process trains a run within a second.
        Compare("--seeds", "1", "--weights", "0", "--jobs", "1", "--within", "1s", "--set", "training.epochs=400").Refuses(1, "without them there is nothing to compare");

    [Fact]
    public void A_contender_that_cannot_be_trained_is_shown_and_the_others_go_on()
    {
        var run = Compare("--seeds", "1", "--weights", "0", "--set", "balancing=mgda", "--vary", "sharing=single_task").Succeeds();
        Assert.Contains("failed: balancing: 'mgda' balances the gradients of shared parameters", run.Output);
        Assert.StartsWith("Sharing (run file) ", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    [GeneratedRegex("\"seconds\": [^,}]*")]
    private static partial Regex Seconds();

    private CliRun Compare(params string[] more) => CliRun.Of(["compare", _place.RunFile, "--out", _place["comparison"], "--cache", _place["cache"], .. more]);
}
