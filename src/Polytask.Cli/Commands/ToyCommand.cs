using System.CommandLine;
using System.Globalization;
using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Cli.Toys;
using Spectre.Console;
using Layout = Polytask.Cli.Rendering.Layout;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask toy</c>: balancing methods on published problems of two losses and two numbers, as a table and as one picture.</summary>
internal sealed class ToyCommand : Command
{
    private readonly Option<string[]> _method = new("--method")
    {
        Description = "Methods, each with options behind it: --method equal cagrad,radius=0.5. By default some that differ.",
        HelpName = "KIND[,KEY=VALUE]",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _problem = new("--problem")
    {
        Description = "The problem; by default two_valleys.",
        HelpName = string.Join('|', ToyProblem.All.Keys),
        DefaultValueFactory = _ => "two_valleys",
    };

    private readonly Option<string> _out = new("--out") { Description = "The picture, a .png or .svg file; by default toy.png.", HelpName = "FILE", DefaultValueFactory = _ => "toy.png" };
    private readonly Option<int?> _steps = new("--steps") { Description = "Steps from every start, in place of the publication's.", HelpName = "N" };
    private readonly Option<double?> _rate = new("--rate") { Description = "The learning rate, in place of the publication's.", HelpName = "RATE" };
    private readonly Option<bool> _noPicture = new("--no-picture") { Description = "Write the table alone." };
    private readonly Option<bool> _quiet = SharedOptions.Quiet();

    public ToyCommand(Terminal terminal) : base("toy", "See how balancing methods go down a published problem of two losses.")
    {
        _problem.CompletionSources.Add([.. ToyProblem.All.Keys]);
        _method.CompletionSources.Add(_ => Kinds.Families.Single(family => family.Options == typeof(BalancerOptions)).Kinds.Select(kind => kind.Name));
        foreach (var option in new Option[] { _method, _problem, _out, _steps, _rate, _noPicture, _quiet }) Add(option);
        SetAction(arguments => Run(terminal, arguments));
    }

    private int Run(Terminal terminal, ParseResult arguments)
    {
        var name = arguments.GetValue(_problem)!;
        if (!ToyProblem.All.TryGetValue(name, out var problem))
            throw new ConfigurationException($"--problem  expected one of {string.Join(", ", ToyProblem.All.Keys)}, found '{name}'. {Suggestion.Cure(name, [.. ToyProblem.All.Keys])}");
        var picture = arguments.GetValue(_noPicture) ? null : Picture(arguments.GetValue(_out)!);
        var rule = problem.Rule with { Steps = arguments.GetValue(_steps) ?? problem.Rule.Steps, Rate = arguments.GetValue(_rate) ?? problem.Rule.Rate };
        if (rule.Steps < 1) throw new ConfigurationException($"--steps  expected a whole number of at least 1, found {rule.Steps}.");
        if (!(rule.Rate > 0)) throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"--rate  expected a number above 0, found {rule.Rate}."));
        ToyMethod[] methods = arguments.GetValue(_method) is { Length: > 0 } given
            ? [.. given.Select(ToyMethod.Parse)]
            : [.. new BalancerOptions[] { new Equal(), new Mgda(), new PCGrad(), new CAGrad { Radius = 0.5 } }.Select(options => new ToyMethod(Kinds.Of(options.GetType()).Name, options))];

        var total = (double)methods.Length * problem.Starts.Count * rule.Steps;
        var notices = new SortedSet<string>(StringComparer.Ordinal);
        var ways = Watch(terminal, arguments.GetValue(_quiet), total, went => methods.Select((method, i) =>
            Ways(problem, rule, method, text => notices.Add(text), steps => went((double)i * problem.Starts.Count * rule.Steps + steps), terminal.Interrupted)).ToArray());
        foreach (var notice in notices) terminal.Say(notice);
        Show(terminal, problem, rule, methods, ways);
        if (picture is null) return ExitCode.Done;
        ToyPicture.Write(picture, problem, [.. methods.Select((method, i) => (method.Text, ways[i]))]);
        terminal.Output.WriteLine(picture);
        return ExitCode.Done;
    }

    private static string Picture(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".png" or ".svg" ? path : throw new ConfigurationException($"--out  expected a file that ends in .png or .svg, found '{path}'. Choose one of these.");

    private static IReadOnlyList<ToyPath> Ways(ToyProblem problem, ToyRule rule, ToyMethod method, Action<string> say, Action<double> went, CancellationToken stop) =>
    [
        .. problem.Starts.Select((start, i) =>
        {
            using var descent = new ToyDescent(problem, rule, method.Options, say: say);
            return descent.Run(start, steps => went((double)i * rule.Steps + steps), stop);
        }),
    ];

    private static T Watch<T>(Terminal terminal, bool quiet, double total, Func<Action<double>, T> work) => quiet || !terminal.ErrorIsTerminal
        ? work(_ => { })
        : terminal.Messages.Progress().AutoClear(true).Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(context =>
        {
            var bar = context.AddTask("toy", maxValue: total);
            return work(steps => bar.Value = steps);
        });

    private static void Show(Terminal terminal, ToyProblem problem, ToyRule rule, ToyMethod[] methods, IReadOnlyList<ToyPath>[] ways)
    {
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{problem.About}; {rule.Steps:N0} steps of {(rule.Adam ? "Adam" : "gradient descent")}, rate {rule.Rate:G6}"));
        var table = Layout.Table("method", "start", "end", "losses", "from the Pareto set");
        for (var i = 0; i < methods.Length; i++)
            foreach (var (start, way) in problem.Starts.Zip(ways[i]))
                Layout.Row(table, start == problem.Starts[0] ? methods[i].Text : "", Pair(start.X, start.Y, "0.##"), Pair(way.End.X, way.End.Y, "0.000"), Pair(way.Losses[0], way.Losses[1], "0.000"), problem.DistanceToParetoSet(way.End).ToString("0.0000", CultureInfo.InvariantCulture));
        terminal.Show(table);
    }

    private static string Pair(double one, double other, string format) => string.Create(CultureInfo.InvariantCulture, $"({one.ToString(format, CultureInfo.InvariantCulture)}, {other.ToString(format, CultureInfo.InvariantCulture)})");
}
