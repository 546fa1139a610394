using MuBench.Manifests.Requests;
using OpenAI.Chat;

namespace MuBench.Models.OpenAI;

/// <summary>The format of responses in OpenAI's protocol.</summary>
internal static class OpenAIResponseFormat
{
    /// <summary>Sets the format. The schema is sent as it stands in the manifest: the adapter of the chat abstraction would rewrite it.</summary>
    public static void Set(ChatCompletionOptions options, ResponseFormatManifest? format)
    {
        if (format is not null)
            options.ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("response", BinaryData.FromString(format.Schema.GetRawText()), jsonSchemaIsStrict: true);
    }
}
