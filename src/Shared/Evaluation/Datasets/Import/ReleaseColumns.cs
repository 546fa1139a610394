namespace MuBench.Datasets.Import;

/// <summary>
/// The columns of the release that are read, and <c>images</c> of a folder. Other columns are ignored, and each of
/// these may be absent.
/// </summary>
internal static class ReleaseColumns
{
    public const string Image = "image";
    public const string Images = "images";
    public const string ImageId = "image_id";
    public const string Dataset = "dataset";
    public const string LabelName = "label_name";
    public const string Domain = "domain";
    public const string Subdomain = "subdomain";
    public const string Modality = "modality";
    public const string Submodality = "submodality";
    public const string Stain = "stain";
    public const string Synthetic = "synthetic";
    public const string License = "license";

    /// <summary>Not a column of the release; a user's own datasets may have it.</summary>
    public const string Scale = "scale";

    public const string Questions = "questions";
    public const string Captions = "captions";
    public const string Boxes = "bbox";
    public const string Polygons = "polygon";

    /// <summary>All columns except the images.</summary>
    public static IReadOnlySet<string> Values { get; } = new HashSet<string>
    {
        ImageId, Dataset, LabelName, Domain, Subdomain, Modality, Submodality, Stain, Synthetic, License, Scale, Questions, Captions, Boxes, Polygons,
    };
}
