using System.Text;
using Polytask.Cli.Rendering;
using Polytask.Runs;

namespace Polytask.Cli.Tests.Rendering;

public sealed class TrainingBarTests
{
    // The bar is drawn ten times a second.
    private static readonly TimeSpan Drawn = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_terminal_shows_what_is_read_and_epoch_step_and_loss()
    {
        using var error = new MemoryStream();
        var terminal = new Terminal(Stream.Null, Stream.Null, error, () => default) { ErrorIsTerminal = true, Width = 120 };
        var answer = TrainingScreen.For(terminal, quiet: false).Watch(show =>
        {
            show(new RowRead("image", 1203, 4000));
            Thread.Sleep(Drawn);
            show(new StepCompleted(2, 15, 40, 0.25));
            show(new Notice("the [topic] labels are few"));
            return 42;
        });
        Assert.Equal(42, answer);
        var shown = Encoding.UTF8.GetString(error.ToArray());
        Assert.Contains("reading image, row 1,203/4,000", shown);
        Assert.Contains("epoch 2, step 15/40, loss 0.2500", shown);
        Assert.Contains("the [topic] labels are few", shown);
    }
}
