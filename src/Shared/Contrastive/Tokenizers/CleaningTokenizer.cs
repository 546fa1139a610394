using System.Net;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>A tokenizer behind open_clip's cleaning of captions: HTML entities unescaped, twice, and white space collapsed.</summary>
internal sealed class CleaningTokenizer(ICaptionTokenizer tokenizer) : ICaptionTokenizer
{
    /// <inheritdoc/>
    public int PadId => tokenizer.PadId;

    /// <inheritdoc/>
    public int[] Encode(string caption)
    {
        // Texts that were escaped twice on the web are why open_clip does it twice.
        var text = WebUtility.HtmlDecode(WebUtility.HtmlDecode(caption));
        return tokenizer.Encode(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }
}
