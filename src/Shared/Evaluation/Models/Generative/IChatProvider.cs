using Microsoft.Extensions.AI;
using MuBench.Models.Calls;

namespace MuBench.Models.Generative;

/// <summary>What differs between providers of chat models: the client, the shape of an image part, the meaning of a fault.</summary>
internal interface IChatProvider : IDisposable
{
    /// <summary>The client; it neither retries nor times out on its own.</summary>
    IChatClient Client { get; }

    /// <summary>Image encodings that the provider takes as they are.</summary>
    IReadOnlySet<string> AcceptedCodecs { get; }

    /// <summary>Most images of one request, as the provider documents it; no limit of ours where it leaves that to the server.</summary>
    int MaxImages => int.MaxValue;

    /// <summary>The options of every call.</summary>
    ChatOptions Options { get; }

    /// <summary>Makes the content part of an image; made once per image and shared by its questions.</summary>
    AIContent CreateImage(ReadOnlyMemory<byte> bytes, string mediaType);

    /// <summary>Explains an exception of the client.</summary>
    CallFault Explain(Exception exception);

    /// <summary>The system fingerprint of a response, where the provider has one.</summary>
    string? FingerprintOf(ChatResponse response);

    /// <summary>Why a response ended, in the words that scoring knows.</summary>
    ResponseFinish EndingOf(ChatResponse response);
}
