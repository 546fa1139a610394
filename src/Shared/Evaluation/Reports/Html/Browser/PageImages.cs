namespace MuBench.Reports.Html.Browser;

/// <summary>How a page shows images at full size. Every page has thumbnails.</summary>
public enum PageImages
{
    /// <summary>Not at all: the page has thumbnails only, and stays below 2.9 MB.</summary>
    Thumbnails,

    /// <summary>The page contains the images. It may become as large as they are.</summary>
    Full,

    /// <summary>The page links to files in the folder <c>images</c> beside it, and shows thumbnails where they are missing.</summary>
    Files,

    /// <summary>The page loads them from the server that it comes from, when a question is opened.</summary>
    Served,
}
