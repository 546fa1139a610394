using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Manifests;
using MuBench.Manifests.Requests;
using MuBench.Models.Http;

namespace MuBench.Models.OpenAI.Completions;

/// <summary>
/// Writes the bodies of a model's requests. Only the texts are written anew for a call: the settings are written once per model, and an image is encoded once for
/// all questions about it.
/// </summary>
/// <param name="manifest">The model.</param>
/// <param name="model">Its name in requests.</param>
/// <param name="added">Further members as JSON without braces; null for none.</param>
internal sealed class CompletionBody(ModelManifest manifest, string model, byte[]? added)
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _threadBuffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _threadWriter;

    private static readonly MediaTypeHeaderValue ContentType = new("application/json");

    private readonly byte[] _start = [(byte)'{', .. added ?? [], .. added is null ? default : ","u8, .. "\"messages\":["u8];
    private readonly byte[] _end = [.. "],"u8, .. CompletionSettings.Of(manifest, model), (byte)'}'];
    private readonly string _detail = manifest.Request?.Detail ?? ImageDetails.High;

    /// <summary>The body of a call.</summary>
    public SegmentedContent Of(IEnumerable<ChatMessage> messages)
    {
        // The writer of this thread: nothing is awaited before its bytes are copied.
        var buffer = _threadBuffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        var (images, places) = (new List<PlacedImage>(1), new List<int>(1));
        buffer.Write(_start);
        var isFirst = true;
        foreach (var message in messages)
        {
            if (!isFirst)
                buffer.Write(","u8);
            isFirst = false;
            Write(buffer, message, images, places);
        }

        buffer.Write(_end);
        return new SegmentedContent(Texts(buffer.WrittenSpan.ToArray(), places), images, ContentType);
    }

    private void Write(ArrayBufferWriter<byte> buffer, ChatMessage message, List<PlacedImage> images, List<int> places)
    {
        buffer.Write("{\"role\":"u8);
        WriteText(buffer, message.Role.Value);
        buffer.Write(",\"content\":"u8);
        if (message.Contents is [TextContent only])
        {
            WriteText(buffer, only.Text);
        }
        else
        {
            var next = "["u8;
            foreach (var content in message.Contents)
            {
                buffer.Write(next);
                next = ","u8;
                WritePart(buffer, content, images, places);
            }

            buffer.Write("]"u8);
        }

        buffer.Write("}"u8);
    }

    private void WritePart(ArrayBufferWriter<byte> buffer, AIContent content, List<PlacedImage> images, List<int> places)
    {
        switch (content)
        {
            case TextContent text:
                buffer.Write("{\"type\":\"text\",\"text\":"u8);
                WriteText(buffer, text.Text);
                buffer.Write("}"u8);
                break;
            case PlacedImage image:
                buffer.Write("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:"u8);
                Encoding.ASCII.GetBytes(image.MediaType, buffer);
                buffer.Write(";base64,"u8);
                images.Add(image);
                places.Add(buffer.WrittenCount);
                buffer.Write("\",\"detail\":"u8);
                WriteText(buffer, _detail);
                buffer.Write("}}"u8);
                break;
            default:
                throw new NotSupportedException($"A request has no place for {content.GetType().Name}.");
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> buffer, string text)
    {
        var writer = _threadWriter ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.Reset(buffer);
        writer.WriteStringValue(text);
        writer.Flush();
    }

    // The texts between the places of the images.
    private static List<ReadOnlyMemory<byte>> Texts(ReadOnlyMemory<byte> text, List<int> places)
    {
        var texts = new List<ReadOnlyMemory<byte>>(places.Count + 1);
        var end = 0;
        foreach (var place in places)
        {
            texts.Add(text[end..place]);
            end = place;
        }

        texts.Add(text[end..]);
        return texts;
    }
}
