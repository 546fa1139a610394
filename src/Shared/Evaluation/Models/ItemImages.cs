using MuBench.Datasets;
using MuBench.Imaging;

namespace MuBench.Models;

/// <summary>Converts each image of an item, in order.</summary>
internal static class ItemImages
{
    /// <summary>Converts the images lazily, one after another.</summary>
    /// <param name="item">The item.</param>
    /// <param name="images">The images' bytes.</param>
    /// <param name="make">Converts the bytes of one image.</param>
    /// <exception cref="ImageException">An image cannot be used.</exception>
    /// <exception cref="BrokenImageException">The bytes of an image differ from those that were imported.</exception>
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
