using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MuBench.Pipeline.Passes;

/// <summary>Reassigns the images of a run so that every question is shown another image than its own.</summary>
internal static class ImageDerangement
{
    /// <summary>The row that is shown in place of each row.</summary>
    /// <remarks>
    /// Within a source dataset the images are put into a seeded order, with copies of one image adjacent. Each is
    /// replaced by the image that follows it at the distance of the longest run of copies. So every image is shown
    /// once, none at its own place, and an image replaces one of the same class as often as by chance. If one image is
    /// more than half of a source, or its only image, its questions get another image of the source, else of the run.
    /// </remarks>
    /// <param name="images">The images; their rows are unique.</param>
    /// <param name="seed">The benchmark's seed.</param>
    /// <exception cref="UserException">All images are the same.</exception>
    public static IReadOnlyDictionary<int, int> Of(IReadOnlyCollection<RunImage> images, int seed)
    {
        var all = Ordered(images, seed);
        var shown = new Dictionary<int, int>(images.Count);
        foreach (var source in images.GroupBy(image => image.Source, StringComparer.Ordinal))
        {
            var ring = Ordered(source, seed);
            var step = ring.TakeWhile(image => image.Sha256 == ring[0].Sha256).Count();
            for (var index = 0; index < ring.Length; index++)
            {
                var other = ring[(index + step) % ring.Length];
                shown[ring[index].Row] = (other.Sha256 != ring[index].Sha256 ? other : DifferentImage(ring[index], ring, all, seed)).Row;
            }
        }

        return shown;
    }

    private static RunImage DifferentImage(RunImage image, RunImage[] source, RunImage[] run, int seed)
    {
        foreach (var pool in (ReadOnlySpan<RunImage[]>)[source, run])
        {
            var others = Array.FindAll(pool, other => other.Sha256 != image.Sha256);
            if (others.Length > 0)
                return others[Hash(image, seed) % (ulong)others.Length];
        }

        throw NoOtherImage();
    }

    /// <summary>The fault of a run in which no image can be shown in place of another.</summary>
    public static UserException NoOtherImage() =>
        new($"The control '{PassKinds.ShuffledImage}' needs two different images, and all of this run are the same picture. Raise 'limit' or leave the control out.");

    // The longest run of copies comes first: a shift by its length moves every image out of its own run.
    private static RunImage[] Ordered(IEnumerable<RunImage> images, int seed) =>
    [
        .. images
            .GroupBy(image => image.Sha256, StringComparer.Ordinal)
            .OrderByDescending(copies => copies.Count())
            .ThenBy(copies => copies.Min(image => Hash(image, seed)))
            .ThenBy(copies => copies.Key, StringComparer.Ordinal)
            .SelectMany(copies => copies.OrderBy(image => image.Row)),
    ];

    private static ulong Hash(RunImage image, int seed)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"shuffled-image:{seed}:{image.Sha256}:{image.Row}"), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
