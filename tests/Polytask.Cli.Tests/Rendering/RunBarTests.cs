using System.Text;
using Polytask.Cli.Rendering;
using Polytask.Runs;

namespace Polytask.Cli.Tests.Rendering;

public sealed class RunBarTests
{
    [Fact]
    public void A_terminal_shows_epoch_step_and_loss()
    {
        var shown = Shown(new StepCompleted(2, 15, 40, 0.25), new Notice("the [topic] labels are few"));
        Assert.Contains("epoch 2, step 15/40, loss 0.2500", shown);
        Assert.Contains("the [topic] labels are few", shown);
    }

    [Fact]
    public void A_terminal_shows_which_row_is_read() => Assert.Contains("reading [image], row 1,203/4,000", Shown(new RowRead("[image]", 1203, 4000)));

    private static string Shown(params RunEvent[] events)
    {
        using var error = new MemoryStream();
        var terminal = new Terminal(Stream.Null, Stream.Null, error, () => default) { ErrorIsTerminal = true, Width = 120 };
        var answer = RunScreen.For(terminal, quiet: false).Watch(show =>
        {
            foreach (var happened in events) show(happened);
            return 42;
        });
        Assert.Equal(42, answer);
        return Encoding.UTF8.GetString(error.ToArray());
    }
}
