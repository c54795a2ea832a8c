using System.Runtime.InteropServices;

namespace Polytask.Cli;

/// <summary>Ctrl-C and the request to terminate: the first asks the work to stop where it can go on later, the second ends the program at once.</summary>
internal static class Interruption
{
    private static readonly List<PosixSignalRegistration> Signals = [];

    /// <summary>Watches for signals until the program ends.</summary>
    /// <param name="error">Where to say that one came.</param>
    /// <param name="isTerminal">Whether a progress bar may have hidden the cursor there.</param>
    public static CancellationToken Watch(Stream error, bool isTerminal)
    {
        var first = new CancellationTokenSource();
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }) Signals.Add(PosixSignalRegistration.Create(signal, Handle));
        return first.Token;

        void Handle(PosixSignalContext context)
        {
            if (first.IsCancellationRequested)
            {
                if (isTerminal) error.Write("\e[?25h"u8);
                return;
            }
            context.Cancel = true;
            error.Write("\nStopping. Press Ctrl-C again to leave at once.\n"u8);
            first.Cancel();
        }
    }
}
