using System.CommandLine;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench weights</c>: the commands that show, compare and mix model weights.</summary>
internal static class WeightsCommand
{
    public static Command Create() => new("weights", "Show the weights of models, compare them, or interpolate between them.")
    {
        WeightsShowCommand.Create(),
        WeightsDiffCommand.Create(),
        WeightsInterpolateCommand.Create(),
    };
}
