using MuBench.Datasets;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>
/// Makes the thumbnails of a run's page while its models still answer, so that the report does not wait for them. Only for a run whose page shows all its
/// images: which images a larger run's page shows depends on the answers. They are kept in the <see cref="ThumbnailMemory"/>, where the report finds them.
/// </summary>
/// <remarks>An image of which no thumbnail could be made is left to the report, which tries again and gives the reason.</remarks>
internal sealed class EarlyThumbnails
{
    private readonly Thumbnails _thumbnails;
    private readonly ThumbnailMemory _memory;
    private readonly int _side;
    private volatile bool _isStopped;

    private EarlyThumbnails(RunPlan plan, DatasetReader reader, ThumbnailMemory memory, int side)
    {
        (_memory, _side) = (memory, side);
        _thumbnails = new Thumbnails(side, fullSize: false);
        Made = Task.Run(() => MakeAsync(plan, reader));
    }

    /// <summary>Ends when all are made, or no further ones are.</summary>
    public Task Made { get; }

    /// <summary>Starts to make the thumbnails of a run; null if they depend on the answers.</summary>
    public static EarlyThumbnails? Start(RunPlan plan, DatasetReader reader, ThumbnailMemory memory)
    {
        var items = plan.Items ?? plan.Images;
        return plan.Sampling is not null || items > QuestionSampleReader.MaxRows ? null : new EarlyThumbnails(plan, reader, memory, Thumbnails.SideFor(items));
    }

    /// <summary>Makes no further ones. What was made stays.</summary>
    public async Task StopAsync()
    {
        _isStopped = true;
        // A store that cannot be read now is the report's fault to find: it reads the same images.
        await Made.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task MakeAsync(RunPlan plan, DatasetReader reader)
    {
        foreach (var shard in plan.Shards)
        {
            if (_isStopped)
                return;
            var images = shard.Select(await reader.ReadShardAsync(shard.Index).ConfigureAwait(false)).ToList();
            using var bytes = await reader.ReadImagesAsync(shard.Index, images).ConfigureAwait(false);
            // On a thread of its own: the few threads of the pool are those of the answers.
            await Task.Factory.StartNew(() => Make(bytes, images), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private void Make(ShardImages bytes, List<ImageRecord> images)
    {
        foreach (var image in images)
        {
            if (_isStopped)
                return;
            _memory.Keep(image, _side, _thumbnails.Of(bytes, image));
        }
    }
}
