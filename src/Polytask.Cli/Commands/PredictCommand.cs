using System.CommandLine;
using Polytask.Cli.Prediction;
using Polytask.Cli.Rendering;
using Polytask.Inference;
using Polytask.Runs;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask predict DIR FILE</c>: the rows of a file with what the model predicts for them.</summary>
internal sealed class PredictCommand : Command
{
    private const string StandardInput = "-";
    private const int ClassesShown = 5;
    private readonly Argument<string> _model = SharedOptions.Model();
    private readonly Argument<string?> _file = new("FILE") { Description = "CSV, TSV or JSON Lines; - or nothing for the standard input.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<PredictionFormat?> _format = SharedOptions.Choice<PredictionFormat>("--format", "The format to write; by default that of the input.");
    private readonly Option<string?> _out = new("--out") { Description = "The file to write; by default the output.", HelpName = "FILE" };
    private readonly Option<string?> _pictures = new("--pictures") { Description = "A folder to write pictures to of what is predicted for every pixel: ROW.TASK.png.", HelpName = "DIR" };
    private readonly Option<bool> _saliency = new("--saliency") { Description = "With --pictures, also of what in its image every prediction hangs on: ROW.TASK.saliency.png." };
    private readonly Option<string?> _text = new("--text") { Description = "One text instead of a file; shows a small table.", HelpName = "TEXT" };

    public PredictCommand(Terminal terminal) : base("predict", "Predict the rows of a file: its columns, then for each task the label and the probabilities.")
    {
        Add(_model);
        Add(_file);
        foreach (var option in new Option[] { _format, _out, _pictures, _saliency, _text }) Add(option);
        Validators.Add(given =>
        {
            if (given.GetResult(_text) is not null && (given.GetResult(_file)?.Tokens.Count > 0 || given.GetResult(_format) is not null || given.GetResult(_out) is not null || given.GetResult(_pictures) is not null))
                given.AddError("--text  is predicted on its own. Leave out FILE, --format, --out and --pictures.");
        });
        Validators.Add(given =>
        {
            if (given.GetResult(_saliency) is not null && given.GetResult(_pictures) is null) given.AddError("--saliency  makes pictures. Say where they go: --pictures DIR.");
        });
        SetAction(arguments => Run(terminal, arguments));
    }

    private int Run(Terminal terminal, ParseResult arguments)
    {
        var cancellation = terminal.Interrupted;
        using var predictor = Predictor.Load(ModelPath.Find(arguments.GetRequiredValue(_model)));
        if (arguments.GetValue(_text) is { } text)
        {
            Show(terminal, predictor.Predict(text));
            return ExitCode.Done;
        }
        var file = arguments.GetValue(_file) ?? StandardInput;
        if (file == StandardInput && terminal.InputIsTerminal) terminal.Say("Reading rows from the terminal. End them with Ctrl-D.");
        using var spooled = file == StandardInput ? new SpooledInput(terminal.Input, cancellation) : null;
        var input = new PredictionInput(spooled?.Path ?? file, predictor.Columns, arguments.GetValue(_format));
        var (pictures, saliency) = (arguments.GetValue(_pictures), arguments.GetValue(_saliency));
        if (saliency && !predictor.ReadsImages) throw new ConfigurationException("--saliency  is of images, and the model reads none. Leave it out.");
        if (arguments.GetValue(_out) is { } path) AtomicFile.Write(path, stream => Write(predictor, input, stream, pictures, saliency, cancellation));
        else Write(predictor, input, terminal.OutputStream, pictures, saliency, cancellation);
        return ExitCode.Done;
    }

    private static void Write(Predictor predictor, PredictionInput input, Stream stream, string? pictures, bool saliency, CancellationToken cancellation)
    {
        using var writer = input.CreateWriter(stream, new PredictionColumns(predictor, input.Columns));
        foreach (var (number, (row, prediction)) in predictor.Predict(input.Rows, saliency).Index())
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Write(row, prediction);
            if (pictures is not null) WritePictures(pictures, number + 1, prediction);
        }
        writer.Flush();
    }

    private static void WritePictures(string folder, int row, RowPrediction prediction)
    {
        Directory.CreateDirectory(folder);
        foreach (var task in prediction.Tasks)
        {
            Write(task.Picture, ".png");
            Write(task.Saliency, ".saliency.png");

            void Write(byte[]? picture, string ending)
            {
                if (picture is not null) AtomicFile.Write(Path.Combine(folder, $"{row}.{task.Task.Replace('/', '_')}{ending}"), stream => stream.Write(picture));
            }
        }
    }

    private static void Show(Terminal terminal, RowPrediction prediction)
    {
        var table = Layout.Table("task", "prediction", "probabilities");
        foreach (var task in prediction.Tasks) Layout.Row(table, task.Task, task.Label, Probabilities(task));
        terminal.Show(table);
    }

    private static string Probabilities(TaskPrediction task) => task.Names.Count == 1 ? "" : string.Join(", ", task.Names
        .Zip(task.Values.ToArray()).OrderByDescending(pair => pair.Second).Take(ClassesShown).Select(pair => Figures.Format($"{pair.First} {pair.Second:0.000}")));
}
