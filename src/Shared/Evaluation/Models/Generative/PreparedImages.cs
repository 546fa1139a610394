using Microsoft.Extensions.AI;
using MuBench.Datasets;
using MuBench.Imaging;

namespace MuBench.Models.Generative;

/// <summary>The images of an item ready to be sent, in their order, shared by the questions about it.</summary>
/// <param name="Contents">The parts of a message.</param>
/// <param name="Sent">What they are.</param>
internal sealed record PreparedImages(IReadOnlyList<AIContent> Contents, IReadOnlyList<SentImage> Sent)
{
    /// <summary>None, for a question that is asked blind.</summary>
    public static PreparedImages None { get; } = new([], []);

    /// <summary>Checks an item's images and encodes them for the provider.</summary>
    /// <exception cref="ImageException">One is broken, or they are more than the provider takes.</exception>
    /// <exception cref="BrokenImageException">The bytes of one are not those that were imported.</exception>
    public static PreparedImages Prepare(ImageRecord image, ShardImages images, IChatProvider provider)
    {
        if (image.PartCount > provider.MaxImages)
            throw new ImageException($"row {image.Row} shows {image.PartCount} images, and the provider takes at most {provider.MaxImages} in one request");
        var prepared = ItemImages.Select(image, images, (part, bytes) => ImageTransport.Prepare(bytes, part.Sha256, provider.AcceptedCodecs, image.Display)).ToList();
        return new PreparedImages([.. prepared.Select(part => provider.CreateImage(part.Bytes, part.MediaType))], [.. prepared.Select(part => part.Sent)]);
    }

    /// <summary>The message of a question: the text before the images, as the authors of both benchmarks send it.</summary>
    public ChatMessage MessageOf(string prompt) => new(ChatRole.User, [new TextContent(prompt), .. Contents]);
}
