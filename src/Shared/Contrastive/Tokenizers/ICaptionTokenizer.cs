namespace MuBench.Contrastive.Tokenizers;

/// <summary>Turns a caption into the token ids of a text model, its begin and end tokens included.</summary>
internal interface ICaptionTokenizer
{
    /// <summary>The id that fills up shorter captions of a batch.</summary>
    int PadId { get; }

    /// <summary>The ids of a caption: at most as many as the model takes, the end token last even when cut.</summary>
    int[] Encode(string caption);
}
