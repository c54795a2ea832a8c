using System.CommandLine;
using Polytask.Configuration;
using Polytask.Runs;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask schema</c>: the JSON Schema of run files, for editors.</summary>
internal sealed class SchemaCommand : Command
{
    private readonly Option<string?> _out = new("--out") { Description = "The file to write; by default the output.", HelpName = "FILE" };

    public SchemaCommand(Terminal terminal) : base("schema", "Write the JSON Schema of run files: editors complete and check with it.")
    {
        Add(_out);
        SetAction(arguments => Run(terminal, arguments.GetValue(_out)));
    }

    private static int Run(Terminal terminal, string? file)
    {
        var schema = RunFileSchema.Write();
        if (file is null)
        {
            terminal.Output.WriteLine(schema);
            return ExitCode.Done;
        }
        AtomicFile.WriteText(file, $"{schema}\n");
        terminal.Say($"Wrote {file}. Name it in the first line of a run file: # yaml-language-server: $schema={file}");
        return ExitCode.Done;
    }
}
