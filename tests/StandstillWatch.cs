using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Xunit.v3;

[assembly: MuBench.Tests.StandstillWatch]

namespace MuBench.Tests;

/// <summary>
/// Ends a test process in which no test has begun or ended for 15 minutes, and names the tests that were running. Tests have limits of their own; this is for the wait that
/// has none. Runs that are long on purpose (<c>MUBENCH_FUZZ_SECONDS</c>, <c>MUBENCH_RESTARTS</c>) are not watched.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class StandstillWatchAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan MaxStandstill = TimeSpan.FromMinutes(15);
    private static readonly ConcurrentDictionary<string, string> Running = [];
    private static readonly bool IsOff = ((string[])["MUBENCH_FUZZ_SECONDS", "MUBENCH_RESTARTS"]).Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });
    private static readonly Timer Watch = new(_ => End());

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        Running[test.UniqueID] = test.TestDisplayName;
        Restart();
    }

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        Running.TryRemove(test.UniqueID, out _);
        Restart();
    }

    private static void Restart()
    {
        if (!IsOff && !Debugger.IsAttached)
            Watch.Change(MaxStandstill, Timeout.InfiniteTimeSpan);
    }

    private static void End()
    {
        var running = Running.IsEmpty ? "none, so a fixture does not begin or end" : string.Join(", ", Running.Values);
        Environment.FailFast(string.Create(CultureInfo.InvariantCulture, $"No test has begun or ended for {MaxStandstill.TotalMinutes} minutes. Running: {running}."));
    }
}
