using Microsoft.Extensions.AI;
using MuBench.Models.Calls;

namespace MuBench.Models.Generative;

/// <summary>The differences between providers of chat models: the client, the form of an image part, the explanation of a fault.</summary>
internal interface IChatProvider : IDisposable
{
    /// <summary>The client. It neither retries nor has a timeout of its own.</summary>
    IChatClient Client { get; }

    /// <summary>Image encodings that the provider accepts.</summary>
    IReadOnlySet<string> AcceptedCodecs { get; }

    /// <summary>
    /// Maximum number of images per request, as documented by the provider; no limit here if the provider leaves it to
    /// the server.
    /// </summary>
    int MaxImages => int.MaxValue;

    /// <summary>The options of every call.</summary>
    ChatOptions Options { get; }

    /// <summary>Makes the content part of an image. It is made once per image and shared by the questions about it.</summary>
    AIContent CreateImage(ReadOnlyMemory<byte> bytes, string mediaType);

    /// <summary>Explains an exception of the client.</summary>
    CallFault Explain(Exception exception);

    /// <summary>The system fingerprint of a response; null if the provider gives none.</summary>
    string? FingerprintOf(ChatResponse response);

    /// <summary>The provider's word for the service tier that served a response; null if it gives none.</summary>
    string? TierOf(ChatResponse response) => null;

    /// <summary>The tokens of a response's text with their log-probabilities; null if the provider gave none.</summary>
    IReadOnlyList<GeneratedToken>? TokensOf(ChatResponse response) => null;

    /// <summary>The finish reason of a response, in the terms of scoring.</summary>
    ResponseFinish EndingOf(ChatResponse response);
}
