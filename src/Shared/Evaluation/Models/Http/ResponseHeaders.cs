using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using MuBench.Models.Generative;

namespace MuBench.Models.Http;

/// <summary>The headers that a call was answered with, which neither the chat abstraction nor every SDK's exceptions hand on.</summary>
internal static class ResponseHeaders
{
    private const string Key = "MuBench.ResponseHeaders";

    private static readonly AsyncLocal<Holder?> Current = new();

    /// <summary>The headers behind a response; null where it had none.</summary>
    public static HttpResponseHeaders? Of(ChatResponse response) =>
        response.AdditionalProperties?.TryGetValue(Key, out var headers) == true ? headers as HttpResponseHeaders : null;

    /// <summary>The headers of the answer behind an exception; null where there was no answer.</summary>
    public static HttpResponseHeaders? Of(Exception exception) => exception.Data[Key] as HttpResponseHeaders;

    /// <summary>Begins to keep the headers of the call made by the present flow of execution.</summary>
    public static Holder Begin() => Current.Value = new Holder();

    /// <summary>The call that the present flow of execution makes; null where nobody keeps anything of it.</summary>
    public static Holder? Call => Current.Value;

    /// <summary>Keeps the headers of an answer that arrived.</summary>
    public static void Keep(HttpResponseMessage answer)
    {
        if (Current.Value is { } holder)
            holder.Headers = answer.Headers;
    }

    /// <summary>Where one call's headers are kept.</summary>
    internal sealed class Holder
    {
        /// <summary>The headers, once an answer arrived.</summary>
        public HttpResponseHeaders? Headers { get; set; }

        /// <summary>The answer, where its body was changed so that its client can read it; null where it was not.</summary>
        public SanitizedResponse? Sanitized { get; set; }

        /// <summary>Hands them on with a response.</summary>
        public void AttachTo(ChatResponse response)
        {
            if (Headers is not null)
                (response.AdditionalProperties ??= [])[Key] = Headers;
        }

        /// <summary>Hands them on with an exception.</summary>
        public void AttachTo(Exception exception)
        {
            if (Headers is not null)
                exception.Data[Key] = Headers;
        }
    }
}
