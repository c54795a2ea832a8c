using System.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Polytask.Cli;

/// <summary>Where the program reads and writes: results go to the output, everything said along the way to the error stream.</summary>
internal sealed class Terminal
{
    private const int WidthOfFiles = 160;
    private readonly Lazy<IAnsiConsole> _messages;
    private readonly Lazy<CancellationToken> _interrupted;

    public Terminal(Stream input, Stream output, Stream error, Func<CancellationToken> interrupted)
    {
        (Input, OutputStream, _interrupted) = (input, output, new Lazy<CancellationToken>(interrupted));
        Output = new StreamWriter(output, Utf8) { NewLine = "\n" };
        Error = new StreamWriter(error, Utf8) { NewLine = "\n", AutoFlush = true };
        _messages = new Lazy<IAnsiConsole>(() => Console(Error, ErrorIsTerminal));
    }

    /// <summary>UTF-8 without a byte order mark: what files and pipes hold.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public Stream Input { get; }

    /// <summary>What <see cref="Output"/> writes to; for whoever flushes that first.</summary>
    public Stream OutputStream { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether colours are welcome; see no-color.org.</summary>
    public bool Colours { get; init; }

    /// <summary>Characters on one line of the screen, where it shall not be asked.</summary>
    public int? Width { get; init; }

    /// <summary>Progress on the error stream.</summary>
    public IAnsiConsole Messages => _messages.Value;

    /// <summary>Cancelled by Ctrl-C. Without asking for it, Ctrl-C ends the program at once.</summary>
    public CancellationToken Interrupted => _interrupted.Value;

    /// <summary>The streams of this process.</summary>
    public static Terminal OfProcess()
    {
        var errorIsTerminal = !System.Console.IsErrorRedirected;
        var outputIsTerminal = !System.Console.IsOutputRedirected;
        var error = System.Console.OpenStandardError();
        return new Terminal(System.Console.OpenStandardInput(), StandardOutput(), error, () => Interruption.Watch(error, errorIsTerminal))
        {
            InputIsTerminal = !System.Console.IsInputRedirected,
            OutputIsTerminal = outputIsTerminal,
            ErrorIsTerminal = errorIsTerminal,
            Colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb",
        };
    }

    /// <summary>Writes a table to the output, without the spaces that fill its lines.</summary>
    public void Show(IRenderable table)
    {
        using var text = new StringWriter();
        Console(text, OutputIsTerminal).Write(table);
        foreach (var line in text.ToString().Trim('\n').EnumerateLines()) Output.WriteLine(line.TrimEnd());
    }

    /// <summary>Says something along the way.</summary>
    public void Say(string message) => Error.WriteLine(message);

    /// <summary>Says what went wrong.</summary>
    public void Complain(string message)
    {
        Output.Flush();
        Error.WriteLine(Colours && ErrorIsTerminal ? $"\e[31m{message}\e[0m" : message);
    }

    /// <summary>The console's own stream hides that the reader of a pipe has gone; a file stream tells, but it loses the place in a file that others write, too.</summary>
    private static Stream StandardOutput()
    {
        if (OperatingSystem.IsWindows() || !System.Console.IsOutputRedirected) return System.Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? System.Console.OpenStandardOutput() : pipe;
    }

    private IAnsiConsole Console(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && Colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        });
        console.Profile.Width = isTerminal && (Width ?? System.Console.WindowWidth) is > 0 and var width ? width : WidthOfFiles;
        return console;
    }
}
