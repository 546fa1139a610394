using System.CommandLine;
using MuBench.Cli.Commands;

var root = new RootCommand("Evaluate vision-language models on the μ-Bench microscopy benchmark.")
{
    ValidateCommand.Create(),
};
return root.Parse(args).Invoke();
