# Perl's RDF::Query::Client: `perl query_client.pl ENDPOINT QUERY`.
use strict;
use warnings;
use JSON;
use RDF::Query::Client;

my ($endpoint, $text) = @ARGV;
my $query = RDF::Query::Client->new($text);
my $found = $query->execute($endpoint) or die $query->error;
my @rows;
while (my $row = $found->next) {
    push @rows, [map { characters($row->{$_}->literal_value) } qw(code name)];
}
RDF::Query::Client->new('ASK {}')->execute($endpoint)->get_boolean or die 'ASK';
my $triples = RDF::Query::Client->new('CONSTRUCT { ?s a ?type } WHERE { ?s a ?type } LIMIT 7')->execute($endpoint);
my $count = 0;
$count++ while $triples->next;
die "$count triples" if $count != 7;
print JSON->new->utf8->encode(\@rows);

# Perl's own XML parser hands on the bytes of UTF-8, libxml its characters.
sub characters { my $text = shift; utf8::decode($text); return $text }
