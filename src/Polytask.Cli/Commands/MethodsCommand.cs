using System.CommandLine;
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
            terminal.Show(Layout.Definitions(family.Kinds.Select(kind => (kind.Name, Text(kind)))));
            terminal.Output.WriteLine();
        }
        return ExitCode.Done;
    }

    private static string Text(Kind kind) => string.Join('\n', new[] { kind.Summary, kind.Paper, kind.Url }.Where(line => !string.IsNullOrEmpty(line)));
}
