using Polytask.Cli;

return await CommandLine.RunAsync(args, Terminal.OfProcess());
