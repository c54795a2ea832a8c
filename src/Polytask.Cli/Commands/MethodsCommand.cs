using System.CommandLine;
using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Cli.Rendering;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask methods</c>: everything there is to choose from.</summary>
internal sealed class MethodsCommand : Command
{
    private readonly Argument<string?> _family = new("FAMILY") { Description = "One family only, such as sharing or tasks.", HelpName = "FAMILY", Arity = ArgumentArity.ZeroOrOne };

    public MethodsCommand(Terminal terminal) : base("methods", "List what a run file can choose from, with papers.")
    {
        _family.CompletionSources.Add(_ => Kinds.Families.Select(family => family.Key));
        Add(_family);
        SetAction(arguments => Run(terminal, arguments.GetValue(_family)));
    }

    private static int Run(Terminal terminal, string? key)
    {
        var families = Kinds.Families.Where(family => key is null || family.Key == key).ToList();
        if (families.Count == 0)
            throw new ConfigurationException($"methods  '{key}' is not a family of methods. {Suggestion.Cure(key!, [.. Kinds.Families.Select(family => family.Key)])}");
        foreach (var family in families)
        {
            terminal.Output.WriteLine($"{family.Key}: {family.Summary}");
            if (family.Options == typeof(BalancerOptions)) ShowGroups(terminal, family);
            else terminal.Show(Layout.Definitions(family.Kinds.Select(kind => (kind.Name, Lines(kind.Summary, kind.Paper, kind.Url)))));
            terminal.Output.WriteLine();
        }
        return ExitCode.Done;
    }

    /// <summary>There are many: a sentence of each, under what it looks at.</summary>
    private static void ShowGroups(Terminal terminal, Family family)
    {
        foreach (var group in BalancingGroup.Of(family.Kinds))
        {
            terminal.Output.WriteLine($"\n{group.Title}: {group.Cost}.");
            terminal.Show(Layout.Definitions(group.Methods.Select(method =>
                (method.Kind.Name, Lines(method.Kind.Brief, method.Needs.Length > 0 ? $"Needs {method.Needs}." : null, method.Kind.Paper)))));
        }
        terminal.Output.WriteLine($"\n`polytask explain {family.Key}.NAME` says more of a method: its options, where to read its paper, and how it differs from it.");
    }

    private static string Lines(params IEnumerable<string?> lines) => string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)));
}
