namespace MuBench.Cli.Datasets;

/// <summary>Updates a display while work is in progress.</summary>
internal static class LiveDisplay
{
    /// <summary>Time between two updates on a terminal.</summary>
    public static readonly TimeSpan Live = TimeSpan.FromMilliseconds(200);

    /// <summary>Time between two lines of plain output.</summary>
    public static readonly TimeSpan Plain = TimeSpan.FromSeconds(2);

    /// <summary>Calls <paramref name="show"/> at intervals until the work has succeeded or failed, and once more at the end.</summary>
    public static async Task UntilAsync(Task work, TimeSpan interval, TimeProvider time, Action show)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (!work.IsCompleted)
        {
            var tick = timer.WaitForNextTickAsync().AsTask();
            if (await Task.WhenAny(work, tick).ConfigureAwait(false) == tick)
                show();
        }

        show();
    }
}
