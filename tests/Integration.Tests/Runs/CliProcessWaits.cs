using System.Runtime.CompilerServices;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>Waits for events of a process.</summary>
internal static class CliProcessWaits
{
    /// <summary>Waits until a condition holds; kills the process if it does not hold in time.</summary>
    public static async Task SeenAsync(this CliProcess process, Func<bool> seen, [CallerArgumentExpression(nameof(seen))] string what = "")
    {
        try
        {
            await Waiting.UntilAsync(seen, null, what);
        }
        catch (TimeoutException late)
        {
            process.Dispose();
            throw new TimeoutException($"{late.Message} Output: {process.Output} Error: {process.Error}", late);
        }
    }

    /// <summary>Waits for the end of the process and asserts that it succeeded.</summary>
    public static async Task AssertDoneAsync(this CliProcess process) =>
        Assert.True(await process.WaitAsync(TimeSpan.FromMinutes(2)) == 0, process.Error + process.Output);
}
