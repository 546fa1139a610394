using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Models;
using MuBench.Models.Generative;

namespace MuBench.Exports.Inspect;

/// <summary>The images of a shard's questions as the model's endpoint received them: data URLs, which Inspect keeps as attachments.</summary>
/// <remarks>They are stored per image: the questions about one image share it.</remarks>
internal sealed class InspectImages(ScoredModel model)
{
    // A model in process sends nothing: its images are given in a form that browsers can show.
    private readonly IReadOnlySet<string> _codecs = ChatProviders.AcceptedCodecsOf(model.Planned.Manifest.Kind);
    private Dictionary<int, IReadOnlyList<(string Name, string Url)>> _images = [];

    /// <summary>Reads the images of the questions of a shard.</summary>
    public async Task ReadAsync(IReadOnlyList<ScoredQuestion> questions, CancellationToken cancellationToken)
    {
        using var images = await model.ReadImagesAsync(questions, cancellationToken).ConfigureAwait(false);
        _images = questions.Select(question => question.Shown).OfType<ImageRecord>().DistinctBy(image => image.Row).ToDictionary(image => image.Row, image => (IReadOnlyList<(string, string)>)Of(image, images!));
    }

    /// <summary>An item's images in order: names and data URLs; empty for a question that was asked blind.</summary>
    public IReadOnlyList<(string Name, string Url)> Of(ScoredQuestion question) => question.Shown is { } shown ? _images[shown.Row] : [];

    private List<(string Name, string Url)> Of(ImageRecord image, ShardImages images)
    {
        try
        {
            return [.. ItemImages.Select(image, images, (part, bytes) =>
            {
                var (sent, mediaType, of) = ImageTransport.Prepare(bytes, part.Sha256, _codecs, image.Display);
                return (of.Sha256, $"data:{mediaType};base64,{Convert.ToBase64String(sent.Span)}");
            })];
        }
        catch (Exception exception) when (exception is ImageException or BrokenImageException)
        {
            return []; // nothing was sent for this image either: the sample has the fault
        }
    }
}
