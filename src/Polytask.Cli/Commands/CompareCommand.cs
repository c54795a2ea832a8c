using System.CommandLine;
using Polytask.Cli.Rendering;
using Polytask.Catalog;
using Polytask.Comparison;
using Polytask.Comparison.Search;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask compare RUNFILE</c>: whether one model for all tasks is better than one for each, and which.</summary>
internal sealed class CompareCommand : Command
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private readonly Argument<string> _runFile = SharedOptions.RunFile();
    private readonly Option<string[]> _vary = new("--vary") { Description = "A key of the run file and values to try: --vary sharing=hard,mmoe --vary balancing=equal,mgda tries all four.", HelpName = "KEY=VALUE,…" };
    private readonly Option<int?> _seeds = SharedOptions.Count("--seeds", "Runs of each model, with different seeds; by default 3.", 1);
    private readonly Option<int?> _weights = SharedOptions.Count("--weights", "Fixed task weights to try; by default 3.", 0);
    private readonly Option<string?> _search = new("--search") { Description = "How they are found: random, which is the default, grid, halving or evolution. Halving also races the combinations of --vary. 'polytask methods search' says more.", HelpName = "NAME" };
    private readonly Option<TimeSpan?> _within = SharedOptions.Time("--within", "The time after which no run begins, such as 20m or 2h; what is finished by then is compared.");
    private readonly Option<int?> _groups = SharedOptions.Count("--groups", "Also tries the best groupings of the tasks by their affinity, into two to so many groups that share nothing with each other.", 2);
    private readonly Option<bool> _pairs = new("--pairs") { Description = "Measures affinity by training every pair of tasks, instead of while the run file trains: surer and slower." };
    private readonly Option<bool> _fix = new("--fix") { Description = "Also trains what is recommended, takes the best on validation rows, and says whether it is better on test rows too." };
    private readonly Option<bool> _noTaskLeftBehind = new("--no-task-left-behind") { Description = "Ends with a model in which every task that sharing hurts on validation rows has a branch of its own." };
    private readonly Option<string?> _out = new("--out") { Description = "Where the comparison goes; by default runs/NAME-comparison.", HelpName = "DIR" };
    private readonly Option<string?> _cache = new("--cache") { Description = "Where finished runs are kept, so that none is trained twice; by default runs/cache.", HelpName = "DIR" };
    private readonly Option<int?> _jobs = SharedOptions.Count("--jobs", "Runs side by side; by default as many as there are cores for their threads.", 1);
    private readonly Option<int?> _memory = SharedOptions.Count("--memory", "Megabytes that all runs together may take; by default any.", 1);
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<string[]> _set = SharedOptions.Set();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _quiet = SharedOptions.Quiet();

    public CompareCommand(Terminal terminal) : base("compare", "Compare one model for all tasks with one for each, and with other ways to share and to balance.")
    {
        Add(_runFile);
        foreach (var option in new Option[] { _vary, _seeds, _weights, _search, _within, _groups, _pairs, _fix, _noTaskLeftBehind, _out, _cache, _jobs, _memory, _threads, _set, _json, _quiet }) Add(option);
        _search.CompletionSources.Add(_ => Kinds.Families.Single(family => family.Options == typeof(SearchStrategy)).Kinds.Select(kind => kind.Name));
        SetAction((arguments, _) => RunAsync(terminal, arguments));
    }

    private async Task<int> RunAsync(Terminal terminal, ParseResult arguments)
    {
        var threads = arguments.GetValue(_threads) ?? 1;
        var screen = new ComparisonScreen(terminal, arguments.GetValue(_quiet));
        ComparisonResult result;
        try
        {
            result = await screen.WatchAsync(tell => Experiment.CompareAsync(arguments.GetRequiredValue(_runFile), new ComparisonOptions
            {
                Vary = [.. (arguments.GetValue(_vary) ?? []).Select(Variation.Parse)],
                Seeds = arguments.GetValue(_seeds) ?? 3,
                Weights = arguments.GetValue(_weights) ?? 3,
                Search = arguments.GetValue(_search) is { } search ? SearchStrategy.Parse(search) : new RandomSearch(),
                Within = arguments.GetValue(_within),
                Groups = arguments.GetValue(_groups) ?? 1,
                Pairs = arguments.GetValue(_pairs),
                Fix = arguments.GetValue(_fix),
                NoTaskLeftBehind = arguments.GetValue(_noTaskLeftBehind),
                Set = arguments.GetValue(_set) ?? [],
                Directory = arguments.GetValue(_out),
                Cache = arguments.GetValue(_cache),
                Jobs = arguments.GetValue(_jobs) ?? Math.Max(1, Environment.ProcessorCount / threads),
                Memory = arguments.GetValue(_memory),
                Threads = threads,
                Launcher = new ProcessLauncher(Grace),
                OnNews = tell,
            }, terminal.Interrupted)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            terminal.Say("Stopped. The same command goes on.");
            return ExitCode.Cancelled;
        }
        if (arguments.GetValue(_json)) terminal.Output.Write(await File.ReadAllTextAsync(result.Figures).ConfigureAwait(false));
        else
        {
            ComparisonTable.Write(terminal, result);
            terminal.Output.WriteLine($"Report: {result.Report}");
        }
        return ExitCode.Done;
    }
}
