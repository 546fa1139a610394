using Microsoft.Extensions.AI;
using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Models.Http;

namespace MuBench.Models.Generative;

/// <summary>The images of an item, ready to be sent in order, shared by the questions about it.</summary>
/// <param name="Contents">The message parts.</param>
/// <param name="Sent">Their descriptions for the log.</param>
internal sealed record PreparedImages(IReadOnlyList<AIContent> Contents, IReadOnlyList<SentImage> Sent)
{
    /// <summary>No images, for a question that is asked blind.</summary>
    public static PreparedImages None { get; } = new([], []);

    /// <summary>Checks an item's images and encodes them for the provider.</summary>
    /// <exception cref="ImageException">An image is broken, or there are more than the provider accepts.</exception>
    /// <exception cref="BrokenImageException">The bytes of an image differ from those that were imported.</exception>
    public static PreparedImages Prepare(ImageRecord image, ShardImages images, IChatProvider provider)
    {
        if (image.PartCount > provider.MaxImages)
            throw new ImageException($"row {image.Row} shows {image.PartCount} images, and the provider takes at most {provider.MaxImages} in one request");
        var prepared = ItemImages.Select(image, images, (part, bytes) => ImageTransport.Prepare(bytes, part.Sha256, provider.AcceptedCodecs, image.Display)).ToList();
        return new PreparedImages([.. prepared.Select(part => provider.CreateImage(part.Bytes, part.MediaType))], [.. prepared.Select(part => part.Sent)]);
    }

    /// <summary>Gives back the buffers of the images: no question about the item is asked any more.</summary>
    public void Release()
    {
        foreach (var content in Contents)
            (content as PlacedImage)?.Release();
    }

    /// <summary>
    /// The messages of a question: the system prompt if there is one; then the text before the images, as in the authors'
    /// code of both benchmarks.
    /// </summary>
    public ChatMessage[] MessagesOf(string? system, string prompt)
    {
        var message = new ChatMessage(ChatRole.User, [new TextContent(prompt), .. Contents]);
        return system is null ? [message] : [new ChatMessage(ChatRole.System, system), message];
    }
}
