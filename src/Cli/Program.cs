using MuBench.Cli;
using MuBench.Cli.Printing;

Terminal.Open();
return await CommandLine.RunAsync(args).ConfigureAwait(false);
