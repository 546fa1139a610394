using System.Globalization;
using MuBench.Storage.Leases;

namespace MuBench.Cli.Running;

/// <summary>Reads the setting for the duration of a run's lease.</summary>
internal static class LeaseSetting
{
    /// <summary>The environment variable with the duration in seconds.</summary>
    public const string Variable = "MUBENCH_LEASE_SECONDS";

    private const double Min = 1;
    private const double Max = 300;

    /// <summary>Reads the setting.</summary>
    /// <exception cref="UserException">The value is not a valid number of seconds.</exception>
    public static LeaseOptions Read(Func<string, string?> environment)
    {
        if (environment(Variable) is not { Length: > 0 } text)
            return new LeaseOptions();
        return double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is >= Min and <= Max
            ? new LeaseOptions { Duration = TimeSpan.FromSeconds(seconds) }
            : throw new UserException($"{Variable} is '{text}'. Give a number of seconds from {Min} to {Max}, or leave it out for {new LeaseOptions().Duration.TotalSeconds}.");
    }
}
