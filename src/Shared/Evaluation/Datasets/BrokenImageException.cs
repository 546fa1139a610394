namespace MuBench.Datasets;

/// <summary>The bytes of an image differ from those that were imported. This fails the questions of the item, not the run.</summary>
/// <param name="image">The item.</param>
/// <param name="part">Index of the damaged image in the item, from 0.</param>
internal sealed class BrokenImageException(ImageRecord image, int part = 0)
    : UserException($"{NameOf(image, part)} of row {image.Row} ({image.Source}{(image.ImageId is null ? "" : ", " + image.ImageId)}) is damaged in the store: "
        + "its SHA-256 differs from the index. Import the dataset again.")
{
    /// <summary>Row of the image in the dataset.</summary>
    public int Row { get; } = image.Row;

    private static string NameOf(ImageRecord image, int part) => image.Further is null ? "The image" : $"Image {part + 1} of {image.PartCount}";
}
