using MuBench.Datasets;
using MuBench.Imaging;

namespace MuBench.Models;

/// <summary>Makes something of each image of an item, in order.</summary>
internal static class ItemImages
{
    /// <summary>Makes them one after another, as they are asked for.</summary>
    /// <param name="item">The item.</param>
    /// <param name="images">Its bytes.</param>
    /// <param name="make">Makes it of an image's bytes.</param>
    /// <exception cref="ImageException">An image cannot be used.</exception>
    /// <exception cref="BrokenImageException">The bytes of one are not those that were imported.</exception>
    public static IEnumerable<T> Select<T>(ImageRecord item, ShardImages images, Func<ImagePart, ReadOnlyMemory<byte>, T> make)
    {
        var parts = item.Parts;
        return parts.Select((part, index) =>
        {
            var bytes = images.BytesOf(item, index);
            try
            {
                return make(part, bytes);
            }
            catch (ImageException fault) when (parts.Count > 1)
            {
                throw new ImageException($"image {index + 1} of {parts.Count}: {fault.Message}", fault);
            }
        });
    }
}
