using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Text.Corpora;

/// <summary>
/// American English of 1961 in 15 genres, in pieces of ten sentences (what remains at the end of a document counts from five
/// on). Columns: text (the words without their tags), genre, register (informative, imaginative), file (the document: split by
/// it, so that no document is in two parts).
/// </summary>
[Kind("brown", Paper = "Francis and Kucera: A Standard Corpus of Present-Day Edited American English, for Use with Digital Computers, 1964", Url = "http://www.hit.uib.no/icame/brown/bcm.html")]
public sealed record Brown : CorpusOptions
{
    private const int PieceLength = 10;
    private const int ShortestPiece = 5;

    private static readonly HashSet<string> Imaginative = ["adventure", "fiction", "humor", "mystery", "romance", "science_fiction"];

    private static readonly CorpusPackage Published = CorpusPackage.Nltk<Brown>(
        "500 documents of American English in 15 genres, in 5,758 pieces.",
        "May be used for non-commercial purposes.",
        new CorpusFile("brown.zip", new(3_314_357, "9b275f9b3b95d7bd66ccfb7cd259f445a13bbe5d1f4107aba09fd3e8364bafa6")));

    internal override CorpusPackage Package => Published;

    internal override IReadOnlyList<string> Columns => ["text", "genre", "register", "file"];

    internal override IEnumerable<Row> Rows(CorpusFiles files)
    {
        var genres = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in LabelledLines.Sentences(files.One("cats.txt")))
        {
            if (line.Text.Split(' ') is not [var file, var genre])
                throw new DataException($"{line.Place}  expected 'file genre', found \"{Excerpt.Of(line.Text)}\". Correct the line.");
            if (!genres.TryAdd(file, genre))
                throw new DataException($"{line.Place}  expected each file once, found '{file}' again. Remove the line.");
        }
        return files.All("c???").SelectMany(file => Pieces(file, genres));
    }

    private static IEnumerable<Row> Pieces(InputFile file, Dictionary<string, string> genres)
    {
        var name = file.LastName();
        if (!genres.TryGetValue(name, out var genre))
            throw new DataException($"{file.Place}  expected a genre for '{name}' in cats.txt, found none. Add the line, or take the file out of the corpus.");
        var register = Imaginative.Contains(genre) ? "imaginative" : "informative";
        return LabelledLines.Sentences(file).Chunk(PieceLength).Where(piece => piece.Length >= ShortestPiece)
            .Select(piece => new Row([string.Join(' ', piece.Select(Words)), genre, register, name], piece[0].Place));
    }

    private static string Words(TextLine line) => string.Join(' ', line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(token => token.LastIndexOf('/') is > 0 and var slash ? token[..slash] : token));
}
