using MuBench.Cli;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
