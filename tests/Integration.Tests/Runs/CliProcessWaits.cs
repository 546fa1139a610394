using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>What tests wait for of a process.</summary>
internal static class CliProcessWaits
{
    /// <summary>Waits until something is seen; ends the process where it is not.</summary>
    public static async Task SeenAsync(this CliProcess process, Func<bool> seen)
    {
        try
        {
            await RunFolder.UntilAsync(seen);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the end of the process, which must be a good one.</summary>
    public static async Task AssertDoneAsync(this CliProcess process) =>
        Assert.True(await process.WaitAsync(TimeSpan.FromMinutes(2)) == 0, process.Error + process.Output);
}
