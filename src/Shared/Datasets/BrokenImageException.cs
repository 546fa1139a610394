namespace MuBench.Datasets;

/// <summary>An image's bytes are not those that were imported. It fails the image's own questions, not the run.</summary>
public sealed class BrokenImageException(ImageRecord image)
    : UserException($"The image of row {image.Row} ({image.Source}{(image.ImageId is null ? "" : ", " + image.ImageId)}) is damaged in the store: "
        + "its SHA-256 differs from the index. Import the dataset again.")
{
    /// <summary>Row of the image in the dataset.</summary>
    public int Row { get; } = image.Row;
}
