namespace MuBench.Scoring.Localization.Replies;

/// <summary>Reads the boxes of a reply in the form that a family of models writes them in. Any text can be read; none throws.</summary>
internal interface IBoxParser
{
    /// <summary>Reads a reply.</summary>
    /// <param name="reply">The reply, as it came.</param>
    /// <param name="image">The size of the image that the boxes are wanted on.</param>
    BoxReading Parse(string reply, ImageSize image);
}
